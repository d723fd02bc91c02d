package dev.roadrig.wires.ssh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;

/** Where in a file a server was asked to write and to read. */
final class SftpOffsets implements SftpEventListener {
    final List<Long> written = Collections.synchronizedList(new ArrayList<>());
    final List<Long> read = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void writing(
            ServerSession session,
            String remoteHandle,
            FileHandle localHandle,
            long offset,
            byte[] data,
            int dataOffset,
            int dataLen) {
        written.add(offset);
    }

    @Override
    public void reading(
            ServerSession session,
            String remoteHandle,
            FileHandle localHandle,
            long offset,
            byte[] data,
            int dataOffset,
            int dataLen) {
        read.add(offset);
    }
}
