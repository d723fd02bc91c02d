package dev.roadrig.wires.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.ByteStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Bytes to a port of the board's loopback and back, through no port of this host that others could use. */
public final class SshStream implements ByteStream {
    private static final String LOOPBACK = "127.0.0.1";

    private final SshLink link;
    private final ChannelDirectTCPIP channel;
    private final InputStream in;
    private final OutputStream out;

    private SshStream(SshLink link, ChannelDirectTCPIP channel) throws IOException {
        this.link = link;
        this.channel = channel;
        in = channel.getInputStream();
        out = channel.getOutputStream();
    }

    static SshStream open(SshLink link, int boardPort, Deadline deadline) throws RunFault, InterruptedException {
        String what = "connect to port " + boardPort;
        SshStream stream;
        try {
            var channel = (ChannelDirectTCPIP) link.session().openChannel("direct-tcpip");
            channel.setHost(LOOPBACK);
            channel.setPort(boardPort);
            stream = new SshStream(link, channel);
        } catch (JSchException | IOException e) {
            throw link.fault(what, e);
        }
        int millis = (int) Math.max(1, deadline.left(link.ticker()).toMillis());
        return SshCall.run(
                link,
                what,
                deadline,
                () -> {
                    stream.channel.connect(millis);
                    return stream;
                },
                stream::close);
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void close() {
        link.abort(channel);
    }
}
