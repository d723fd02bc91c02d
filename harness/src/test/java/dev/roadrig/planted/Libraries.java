package dev.roadrig.planted;

/** One class a library, each in a room that may not see it. */
final class Libraries {
    private Libraries() {}

    interface JACKSON {
        com.fasterxml.jackson.core.JsonFactory seen();
    }

    interface COMPRESSION {
        net.jpountz.lz4.LZ4Factory seen();
    }

    interface JSSC {
        jssc.SerialPort seen();
    }

    interface JSCH {
        com.jcraft.jsch.JSch seen();
    }

    interface ADB {
        dadb.AdbStream seen();
    }

    interface GRPC {
        io.grpc.Channel seen();
    }

    interface ONNX_RUNTIME {
        ai.onnxruntime.OrtEnvironment seen();
    }

    interface TENSORFLOW_LITE {
        org.bytedeco.tensorflowlite.Interpreter seen();
    }

    interface MINA_SSHD {
        org.apache.sshd.server.SshServer seen();
    }

    interface HDR_HISTOGRAM {
        org.HdrHistogram.Histogram seen();
    }

    interface DNSJAVA {
        org.xbill.DNS.Message seen();
    }

    interface JNA {
        com.sun.jna.Pointer seen();
    }

    interface ALLURE {
        io.qameta.allure.model.TestResult seen();
    }

    interface XCHART {
        org.knowm.xchart.XYChart seen();
    }

    interface STATISTICS {
        org.apache.commons.statistics.distribution.BetaDistribution seen();
    }

    interface PICOCLI {
        picocli.CommandLine seen();
    }

    interface JUNIT {
        org.junit.jupiter.api.extension.Extension seen();
    }

    interface MCAP {
        dev.roadrig.scenarios.mcap.McapWriter seen();
    }

    interface CONTRACT {
        dev.roadrig.ports.agent.ClockRequest seen();
    }
}
