package dev.roadrig.scenarios.mcap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damage done to a file, the same for the same seed: to bits, bytes, lengths, whole records, and by cuts. */
final class Mutation {
    private static final long[] TELLING = {
        0,
        1,
        -1,
        -2,
        8,
        255,
        256,
        65_535,
        65_536,
        1L << 20,
        1L << 30,
        Integer.MAX_VALUE,
        1L << 31,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private final SplittableRandom random;
    private final List<byte[]> corpus;
    private byte[] file;

    private Mutation(List<byte[]> corpus, long seed) {
        this.random = new SplittableRandom(seed);
        this.corpus = corpus;
        this.file = corpus.get(random.nextInt(corpus.size()));
    }

    /** A file of the corpus, damaged in one to six places; in every other its CRCs are taken out first. */
    static byte[] of(List<byte[]> corpus, long seed) {
        var mutation = new Mutation(corpus, seed);
        if (mutation.random.nextBoolean()) {
            mutation.file = SampleFiles.withoutCrcs(mutation.file);
        }
        List<Integer> starts = SampleFiles.recordStarts(mutation.file);
        int times = 1 + mutation.random.nextInt(6) * mutation.random.nextInt(2);
        for (int i = 0; i < times && mutation.file.length > 0; i++) {
            mutation.step(starts);
        }
        return mutation.file;
    }

    private void step(List<Integer> starts) {
        int at = random.nextInt(file.length);
        int length = 1 + random.nextInt(Math.min(file.length - at, 64));
        switch (random.nextInt(10)) {
            case 0 -> overwrite(at, new byte[] {(byte) (file[at] ^ 1 << random.nextInt(8))});
            case 1 -> overwrite(at, new byte[] {(byte) random.nextInt()});
            case 2 -> overwrite(at, number(8));
            case 3 -> overwrite(at, number(4));
            case 4 -> replace(at, at + length, new byte[0]);
            case 5 -> replace(at, at, Arrays.copyOfRange(file, at, at + length));
            case 6 -> file = Arrays.copyOf(file, random.nextInt(4) == 0 ? at : file.length - length % file.length);
            case 7 -> replace(at, at, randomBytes(length));
            case 8 -> overwrite(pick(starts) + random.nextInt(Opcode.RECORD_HEADER_BYTES + 24), number(8));
            default -> moveRecord(starts);
        }
    }

    /** A whole record of this or of another file is put before another record. */
    private void moveRecord(List<Integer> starts) {
        byte[] source = random.nextBoolean() ? file : corpus.get(random.nextInt(corpus.size()));
        List<Integer> places = source == file ? starts : SampleFiles.recordStarts(source);
        int which = random.nextInt(places.size() - 1);
        int from = Math.min(places.get(which), source.length);
        int to = Math.min(places.get(which + 1), source.length);
        replace(pick(starts), pick(starts), Arrays.copyOfRange(source, from, to));
    }

    private int pick(List<Integer> starts) {
        return Math.min(file.length, starts.get(random.nextInt(starts.size())));
    }

    private byte[] number(int bytes) {
        long value = TELLING[random.nextInt(TELLING.length)] + random.nextInt(3) - 1;
        var buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        return Arrays.copyOf(buffer.array(), bytes);
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void overwrite(int at, byte[] with) {
        byte[] changed = file.clone();
        int start = Math.min(at, file.length);
        System.arraycopy(with, 0, changed, start, Math.min(with.length, file.length - start));
        file = changed;
    }

    private void replace(int from, int until, byte[] with) {
        int to = Math.max(from, until);
        byte[] changed = new byte[from + with.length + file.length - to];
        System.arraycopy(file, 0, changed, 0, from);
        System.arraycopy(with, 0, changed, from, with.length);
        System.arraycopy(file, to, changed, from + with.length, file.length - to);
        file = changed;
    }
}
