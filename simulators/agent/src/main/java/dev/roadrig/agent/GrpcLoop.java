package dev.roadrig.agent;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * The one thread for an agent's sockets. Calls are handled on it and may not block: a hand-over to another thread would
 * cost more than most of them do, and would come before their stamps.
 */
final class GrpcLoop implements AutoCloseable {
    /** Above a picture's limit, so that a picture above its own is refused in words. */
    static final int MOST_MESSAGE_BYTES = 9 << 20;

    private static final int MOST_METADATA_BYTES = 16 << 10;

    private final OwnThreads threads;
    private final MultiThreadIoEventLoopGroup loop;

    GrpcLoop(String board) {
        threads = new OwnThreads(board, "grpc");
        loop = new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
    }

    Server server(SocketAddress address, ServerInterceptor gate, BindableService... services) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .channelType(NioServerSocketChannel.class)
                .withChildOption(ChannelOption.TCP_NODELAY, true)
                .directExecutor()
                .maxInboundMessageSize(MOST_MESSAGE_BYTES)
                .maxInboundMetadataSize(MOST_METADATA_BYTES)
                .intercept(gate);
        for (BindableService service : services) {
            builder.addService(service);
        }
        return builder.build();
    }

    ManagedChannel channel(String host, int port) {
        return NettyChannelBuilder.forAddress(new InetSocketAddress(host, port))
                .eventLoopGroup(loop)
                .channelType(NioSocketChannel.class)
                .withOption(ChannelOption.TCP_NODELAY, true)
                .directExecutor()
                .offloadExecutor(Runnable::run)
                .usePlaintext()
                // The machine's proxy settings are not for this.
                .proxyDetector(address -> null)
                .disableRetry()
                .maxInboundMessageSize(MOST_MESSAGE_BYTES)
                .build();
    }

    @Override
    public void close() {
        var unused = loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        threads.join();
    }
}
