package dev.roadrig.boards.os;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Checksum;

/** Programs that deal with bytes: {@code base64}, {@code cksum} and {@code dd} as a small busybox has them. */
final class BinaryCommands {
    private static final int LINE = 76;
    private static final int LARGEST_BLOCK = 1 << 20;

    private BinaryCommands() {}

    static Map<String, Command> all() {
        Map<String, Command> all = new TreeMap<>();
        all.put("base64", BinaryCommands::base64);
        all.put("cksum", BinaryCommands::cksum);
        all.put("dd", BinaryCommands::dd);
        return all;
    }

    private static InputStream input(Call call) throws IOException {
        List<String> operands = call.operands();
        return operands.isEmpty() || operands.get(0).equals("-")
                ? call.stdio().in()
                : call.files().open(call.path(operands.get(0)));
    }

    private static int base64(Call call) throws IOException {
        try (InputStream in = input(call)) {
            byte[] bytes = in.readAllBytes();
            if (!call.has('d')) {
                Base64.Encoder encoder = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
                call.print(bytes.length == 0 ? "" : encoder.encodeToString(bytes) + "\n");
                return 0;
            }
            call.stdio().out().write(Base64.getMimeDecoder().decode(bytes));
            call.stdio().out().flush();
            return 0;
        } catch (IllegalArgumentException e) {
            call.stdio().complain("base64: truncated input");
            return 1;
        }
    }

    private static int cksum(Call call) throws IOException {
        try (InputStream in = input(call)) {
            byte[] bytes = in.readAllBytes();
            var crc = new PosixCrc();
            crc.update(bytes, 0, bytes.length);
            for (int left = bytes.length; left != 0; left >>>= 8) {
                crc.update(left);
            }
            String name = call.operands().isEmpty() ? "" : " " + call.operands().get(0);
            call.print(crc.getValue() + " " + bytes.length + name + "\n");
            return 0;
        }
    }

    private static int dd(Call call) throws IOException {
        InputStream from = call.stdio().in();
        long block = 512;
        long skip = 0;
        long count = Long.MAX_VALUE;
        for (String argument : call.arguments()) {
            String value = argument.substring(argument.indexOf('=') + 1);
            switch (argument.substring(0, Math.max(0, argument.indexOf('=')))) {
                case "if" -> from = call.files().open(call.path(value));
                case "bs" -> block = call.number(value);
                case "skip" -> skip = call.number(value);
                case "count" -> count = call.number(value);
                default -> throw new Command.CommandFault(1, "unrecognized operand '" + argument + "'");
            }
        }
        if (block < 1 || block > LARGEST_BLOCK) {
            throw new Command.CommandFault(1, "invalid number");
        }
        try (InputStream in = from) {
            copy(call, in, (int) block, skip, count);
        }
        return 0;
    }

    private static void copy(Call call, InputStream in, int block, long skip, long count) throws IOException {
        in.skipNBytes(Math.min(skip * block, in.available()));
        long whole = 0;
        long torn = 0;
        byte[] bytes = new byte[block];
        for (int read = block; whole + torn < count && read == block; ) {
            read = in.readNBytes(bytes, 0, block);
            call.stdio().out().write(bytes, 0, read);
            whole += read == block ? 1 : 0;
            torn += read > 0 && read < block ? 1 : 0;
        }
        call.stdio().out().flush();
        call.stdio().complain(whole + "+" + torn + " records in");
        call.stdio().complain(whole + "+" + torn + " records out");
    }

    /** CRC-32 as POSIX has it: the highest bit first, by 0x04C11DB7, from 0, complemented. */
    private static final class PosixCrc implements Checksum {
        private int crc;

        @Override
        public void update(int value) {
            crc ^= value << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? crc << 1 ^ 0x04C11DB7 : crc << 1;
            }
        }

        @Override
        public void update(byte[] bytes, int from, int length) {
            for (int i = from; i < from + length; i++) {
                update(bytes[i]);
            }
        }

        @Override
        public long getValue() {
            return ~crc & 0xffffffffL;
        }

        @Override
        public void reset() {
            crc = 0;
        }
    }
}
