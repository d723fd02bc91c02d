package dev.roadrig.scenarios.mcap;

import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import dev.roadrig.scenarios.mcap.McapRecord.Schema;
import java.util.Map;
import java.util.TreeMap;

/** The schemas and channels of a file by id; one id always means the same thing. */
final class Catalog {
    final Map<Integer, Schema> schemas = new TreeMap<>();
    final Map<Integer, Channel> channels = new TreeMap<>();
    private final boolean needsSchemas;
    private final MemoryAccount memory;

    /**
     * @param needsSchemas whether a channel's schema must be there before it: so in the data section, while a summary may
     *     repeat channels without their schemas
     */
    Catalog(boolean needsSchemas, MemoryAccount memory) {
        this.needsSchemas = needsSchemas;
        this.memory = memory;
    }

    void add(RawRecord raw) throws Malformed {
        McapRecord record = RecordDecoder.decode(raw);
        if (record instanceof Schema schema) {
            add(raw, schema);
        } else if (record instanceof Channel channel) {
            add(raw, channel);
        }
    }

    private void add(RawRecord raw, Schema schema) throws Malformed {
        if (schema.id() == 0) {
            throw raw.reader().malformed("has the id 0, which is not allowed");
        }
        Schema known = schemas.get(schema.id());
        if (known == null) {
            memory.add(raw.length(), raw.fileOffset());
            schemas.put(schema.id(), schema);
        } else if (!known.equals(schema)) {
            throw raw.reader().malformed("gives the id " + schema.id() + " a second meaning");
        }
    }

    private void add(RawRecord raw, Channel channel) throws Malformed {
        if (needsSchemas && channel.schemaId() != 0 && !schemas.containsKey(channel.schemaId())) {
            throw raw.reader().malformed("names the schema " + channel.schemaId() + ", which is not there");
        }
        Channel known = channels.get(channel.id());
        if (known == null) {
            memory.add(
                    raw.length()
                            + (long) MemoryAccount.ENTRY_BYTES
                                    * channel.metadata().size(),
                    raw.fileOffset());
            channels.put(channel.id(), channel);
        } else if (!known.equals(channel)) {
            throw raw.reader().malformed("gives the id " + channel.id() + " a second meaning");
        }
    }

    /** Takes over the schemas and channels of a block that stands at its begin; each message must have a channel. */
    void addAll(MessageBlock block) throws Malformed {
        int last = -1;
        while (block.nextRecord()) {
            if (block.opcode() != Opcode.MESSAGE) {
                add(block.raw());
            } else if (block.channelId() != last) {
                last = need(block.channelId(), block.fileOffset()).id();
            }
        }
    }

    Channel need(int channelId, long fileOffset) throws Malformed {
        Channel channel = channels.get(channelId);
        if (channel == null) {
            throw new Malformed(
                    fileOffset, "a Message record is of channel " + channelId + ", which was not declared before it");
        }
        return channel;
    }
}
