package dev.roadrig.scenarios.drive.field;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.McapRecord.Metadata;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a recording from the field says of the board that made it and of its clocks, as {@code roadrig field import} wrote
 * it down.
 *
 * @param facts of field.yaml by their keys with dots, such as firmware.sha256
 * @param parts with their clocks
 */
public record FieldReport(Map<String, String> facts, List<FieldPart> parts) {
    static final String FACTS = "roadrig.field";
    static final String PART = "roadrig.field.part";

    public FieldReport {
        facts = Map.copyOf(facts);
        parts = List.copyOf(parts);
    }

    /** Of an .mcap; empty where it is none from the field. Throws {@link BadInput} when it is no MCAP file. */
    public static Optional<FieldReport> of(Path path) {
        try (McapFile file = McapFile.open(path)) {
            Optional<Metadata> facts = file.metadata().stream()
                    .filter(metadata -> metadata.name().equals(FACTS))
                    .findFirst();
            List<FieldPart> parts = file.metadata().stream()
                    .filter(metadata -> metadata.name().equals(PART))
                    .map(metadata -> FieldPart.of(metadata.metadata()))
                    .toList();
            return facts.map(metadata -> new FieldReport(metadata.metadata(), parts));
        } catch (IllegalArgumentException e) {
            throw new BadInput(path + ": a record " + PART + " is broken: " + e.getMessage() + ".", e);
        }
    }

    /** Of the firmware that ran in the field, hex; empty where nobody wrote it down. */
    public Optional<String> firmwareSha256() {
        return Optional.ofNullable(facts.get(FieldKey.FIRMWARE_SHA256.path()));
    }

    /** Of the model that ran in the field, hex; empty where nobody wrote it down. */
    public Optional<String> modelSha256() {
        return Optional.ofNullable(facts.get(FieldKey.MODEL_SHA256.path()));
    }

    /**
     * Refuses a replay with another firmware or model than the field's: what it shows would be of another product. What the
     * field did not write down is not compared.
     *
     * @param firmware SHA-256 of the board's image, hex; empty where it has none that can be known
     * @param model SHA-256 of the model, hex
     * @throws BadInput that names what differs
     */
    public void refuseOther(Optional<String> firmware, String model) {
        firmwareSha256().ifPresent(wanted -> {
            if (!firmware.equals(Optional.of(wanted))) {
                throw new BadInput("The field's firmware is " + wanted + ", and the board has "
                        + firmware.orElse("one that it does not name")
                        + ". Flash the field's firmware, or compare them on purpose with --any-firmware.");
            }
        });
        modelSha256().ifPresent(wanted -> {
            if (!model.equals(wanted)) {
                throw new BadInput("The field's model is " + wanted + ", and the scenario's is " + model
                        + ". Name the field's model, or compare them on purpose with --any-firmware.");
            }
        });
    }
}
