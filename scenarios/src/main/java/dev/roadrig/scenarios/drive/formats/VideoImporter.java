package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.drive.video.VideoDecoder;
import dev.roadrig.scenarios.drive.video.VideoForm;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Imports a video file: every frame of its first video stream as a picture, at its presentation time stamp. */
final class VideoImporter implements DriveImporter {
    static final String NAME = "video";
    private static final String JPEG = "image/jpeg";

    private final Optional<VideoDecoder> decoder;

    VideoImporter(Optional<VideoDecoder> decoder) {
        this.decoder = decoder;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String form() {
        return "video file";
    }

    @Override
    public String mark() {
        return "its first bytes";
    }

    @Override
    public boolean knows(Path source) {
        return VideoForm.of(source).isPresent();
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        VideoForm form = VideoForm.of(source)
                .orElseThrow(
                        () -> new BadInput(source + " does not begin as MP4, QuickTime, Matroska, WebM, AVI, an MPEG"
                                + " transport stream, or raw H.264 or H.265 does."));
        VideoDecoder reader = decoder.orElseThrow(() -> new BadInput(source
                + " is a video, and there is no ffmpeg on the PATH to decode it. Install it (Debian: apt-get install"
                + " ffmpeg); `roadrig doctor` says whether it is found."));
        var frames = new Frames(writer);
        List<String> others;
        try {
            others = reader.decode(source, frames);
        } catch (BadInput e) {
            throw new BadInput(source + ": " + e.getMessage(), e);
        }
        List<String> dropped = new ArrayList<>();
        if (!others.isEmpty()) {
            dropped.add("streams: " + String.join(", ", others));
        }
        if (frames.dropped > 0) {
            dropped.add(frames.dropped + " frames whose stamp is not after the one before");
        }
        frames.damage.ifPresent(words -> dropped.add("what is damaged of the video: " + words));
        return new Account(
                FolderHash.ofFile(source),
                (form.isStamped()
                                ? "the video's own (PTS), "
                                : "frames counted at a nominal rate, since " + form.words() + " has no stamps, ")
                        + Stamps.SYNTHETIC,
                List.of("every picture was decoded by ffmpeg and encoded again, as JPEG"),
                dropped);
    }

    /** Writes frames as they come. */
    private static final class Frames implements VideoDecoder.Taker {
        private final DriveWriter writer;
        private long first;
        private long last;
        private int count;
        private long dropped;
        private Optional<String> damage = Optional.empty();

        Frames(DriveWriter writer) {
            this.writer = writer;
        }

        @Override
        public void take(long ptsNanos, byte[] jpeg) throws RigFault {
            if (count > 0 && ptsNanos <= last) {
                dropped++;
                return;
            }
            first = count == 0 ? ptsNanos : first;
            last = ptsNanos;
            var frame = new DriveFrame(count++, ptsNanos - first, JPEG, () -> jpeg, List.of(), Map.of(), Double.NaN);
            writer.writeFrame(frame, Stamps.SYNTHETIC_UTC_NANOS + ptsNanos);
        }

        @Override
        public void damaged(String words) {
            damage = Optional.of(words);
        }
    }
}
