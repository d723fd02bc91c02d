// Reads an MCAP file with @mcap/core and decodes every protobuf message with the schema that the file itself carries.
// Prints one line a finding, fields by tabs; a message that does not decode, or a CRC that is wrong, is an uncaught error.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { McapIndexedReader, McapStreamReader } from "@mcap/core";
import decompressLz4 from "@foxglove/wasm-lz4";
import zstd from "@foxglove/wasm-zstd";
import protobuf from "protobufjs";
import "protobufjs/ext/descriptor.js";

const PIECE_BYTES = 60_000;
const file = process.argv[2];

await decompressLz4.isLoaded;
await zstd.isLoaded;
const decompressHandlers = {
  lz4: (bytes, size) => decompressLz4(bytes, Number(size)),
  zstd: (bytes, size) => zstd.decompress(bytes, Number(size)),
};

// What is counted of each topic, and the SHA-256 over its messages' bytes in file order.
class Channels {
  #schemas = new Map();
  #channels = new Map();

  schema(record) {
    this.#schemas.set(record.id, record);
  }

  channel(record) {
    if (!this.#channels.has(record.id)) {
      const schema = this.#schemas.get(record.schemaId);
      this.#channels.set(record.id, {
        topic: record.topic,
        encoding: record.messageEncoding,
        schema: schema?.name ?? "",
        type: schema?.encoding === "protobuf" ? messageType(schema) : undefined,
        count: 0,
        hash: createHash("sha256"),
      });
    }
  }

  message(record) {
    const channel = this.#channels.get(record.channelId);
    channel.count++;
    channel.hash.update(record.data);
    if (channel.type) {
      decode(channel, record.data);
    }
  }

  print() {
    for (const c of this.#channels.values()) {
      say("channel", c.topic, c.encoding, c.schema, c.count, c.hash.digest("hex"));
    }
  }
}

function messageType(schema) {
  return protobuf.Root.fromDescriptor(protobuf.descriptor.FileDescriptorSet.decode(schema.data)).lookupType(schema.name);
}

// Decoded and written again it is as long as it was: no field of it is missing from the schema, and none is misread.
function decode(channel, data) {
  const message = channel.type.decode(data);
  const wrong = channel.type.verify(message);
  const again = channel.type.encode(message).finish();
  if (wrong || again.length !== data.length) {
    throw new Error(`${channel.topic}: ${wrong ?? `${data.length} bytes are ${again.length} when written again`}`);
  }
}

function say(...fields) {
  console.log(fields.join("\t"));
}

// From the front, as a tool that is fed a file which may be cut: everything up to the cut.
async function stream() {
  const reader = new McapStreamReader({ decompressHandlers, validateCrcs: true });
  const channels = new Channels();
  for await (const piece of createReadStream(file, { highWaterMark: PIECE_BYTES })) {
    reader.append(piece);
    for (let record; (record = reader.nextRecord()); ) {
      if (record.type === "Schema") {
        channels.schema(record);
      } else if (record.type === "Channel") {
        channels.channel(record);
      } else if (record.type === "Message") {
        channels.message(record);
      } else if (record.type === "Attachment") {
        say("attachment", record.name, record.mediaType, createHash("sha256").update(record.data).digest("hex"));
      } else if (record.type === "Metadata") {
        say("metadata", record.name, ...record.metadata.keys());
      }
    }
  }
  channels.print();
  say(reader.done() ? "whole" : "cut");
  return reader.done();
}

// By the summary and the indexes, in log-time order, as Foxglove opens a file.
async function indexed() {
  const handle = await open(file);
  try {
    const readable = {
      size: async () => BigInt((await handle.stat()).size),
      read: async (offset, length) => {
        const bytes = new Uint8Array(Number(length));
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, Number(offset));
        if (bytesRead !== bytes.length) {
          throw new Error(`read ${bytesRead} of ${bytes.length} bytes at ${offset}`);
        }
        return bytes;
      },
    };
    const reader = await McapIndexedReader.Initialize({ readable, decompressHandlers });
    const counts = new Map([...reader.channelsById.values()].map((channel) => [channel.topic, 0]));
    let last = 0n;
    for await (const message of reader.readMessages({ validateCrcs: true })) {
      if (message.logTime < last) {
        throw new Error(`log time ${message.logTime} after ${last}`);
      }
      last = message.logTime;
      const { topic } = reader.channelsById.get(message.channelId);
      counts.set(topic, counts.get(topic) + 1);
    }
    for (const [topic, count] of counts) {
      say("indexed", topic, count);
    }
    say("counted", reader.statistics?.messageCount ?? "no statistics");
  } finally {
    await handle.close();
  }
}

if (await stream()) {
  await indexed();
}
