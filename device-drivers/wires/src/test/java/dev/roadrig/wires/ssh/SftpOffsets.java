package dev.roadrig.wires.ssh;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;

/** Where in a file a server was asked to write and to read; and what its storage does to what is written. */
final class SftpOffsets implements SftpEventListener {
    final List<Long> written = Collections.synchronizedList(new ArrayList<>());
    final List<Long> read = Collections.synchronizedList(new ArrayList<>());

    volatile Storage storage = (bytes, from, length) -> {};
    /** Whether nobody may open a file, root neither. */
    volatile boolean locked;
    /** Whether nothing can be read from the storage. */
    volatile boolean broken;

    @Override
    public void opening(ServerSession session, String remoteHandle, Handle localHandle) throws IOException {
        if (locked) {
            throw new AccessDeniedException(localHandle.getFile().toString());
        }
    }

    @Override
    public void writing(
            ServerSession session,
            String remoteHandle,
            FileHandle localHandle,
            long offset,
            byte[] data,
            int dataOffset,
            int dataLen)
            throws IOException {
        written.add(offset);
        storage.take(data, dataOffset, dataLen);
    }

    /** What becomes of bytes that are to be written. */
    interface Storage {
        void take(byte[] bytes, int from, int length) throws IOException;
    }

    @Override
    public void reading(
            ServerSession session,
            String remoteHandle,
            FileHandle localHandle,
            long offset,
            byte[] data,
            int dataOffset,
            int dataLen)
            throws IOException {
        read.add(offset);
        if (broken) {
            throw new IOException("Input/output error");
        }
    }
}
