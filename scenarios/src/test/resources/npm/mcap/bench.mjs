// Times @mcap/core on a file, each way five times after two to warm up: the best, in messages a second. CRCs are
// checked. Files are read and written by synchronous calls, which cost it least. Arguments: the file, one to write.
import { closeSync, fstatSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { McapIndexedReader, McapStreamReader, McapWriter } from "@mcap/core";

const PIECE_BYTES = 1 << 20;
const WARM_UPS = 2;
const RUNS = 5;
const [file, spare] = process.argv.slice(2);

function pread(handle, offset, length) {
  const bytes = new Uint8Array(length);
  let have = 0;
  while (have < length) {
    const read = readSync(handle, bytes, have, length - have, offset + have);
    if (read === 0) {
      throw new Error("the file is shorter than it was");
    }
    have += read;
  }
  return bytes;
}

async function stream(handle, size) {
  const reader = new McapStreamReader({ validateCrcs: true });
  let messages = 0;
  let bytes = 0;
  for (let at = 0; at < size; at += PIECE_BYTES) {
    reader.append(pread(handle, at, Math.min(PIECE_BYTES, size - at)));
    for (let record; (record = reader.nextRecord()); ) {
      if (record.type === "Message") {
        messages++;
        bytes += record.data.length;
      }
    }
  }
  if (!reader.done()) {
    throw new Error("the stream did not end");
  }
  return { messages, bytes };
}

async function indexed(handle, size) {
  const readable = {
    size: async () => BigInt(size),
    read: async (offset, length) => pread(handle, Number(offset), Number(length)),
  };
  const reader = await McapIndexedReader.Initialize({ readable });
  let messages = 0;
  let bytes = 0;
  for await (const message of reader.readMessages({ validateCrcs: true })) {
    messages++;
    bytes += message.data.length;
  }
  return { messages, bytes };
}

async function write(count, data) {
  const handle = openSync(spare, "w");
  let position = 0n;
  const writer = new McapWriter({
    writable: {
      position: () => position,
      write: async (bytes) => {
        writeSync(handle, bytes);
        position += BigInt(bytes.length);
      },
    },
    chunkSize: 1 << 20,
  });
  await writer.start({ profile: "", library: "bench" });
  const channelId = await writer.registerChannel({ schemaId: 0, topic: "/t", messageEncoding: "", metadata: new Map() });
  for (let i = 0; i < count; i++) {
    const time = 1_700_000_000_000_000_000n + BigInt(i) * 1000n;
    await writer.addMessage({ channelId, sequence: i, logTime: time, publishTime: time, data });
  }
  await writer.end();
  closeSync(handle);
  return { messages: count };
}

async function best(name, run) {
  let rate = 0;
  let seen;
  for (let i = 0; i < WARM_UPS + RUNS; i++) {
    const start = process.hrtime.bigint();
    seen = await run();
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    rate = i < WARM_UPS ? 0 : Math.max(rate, seen.messages / seconds);
  }
  console.log([name, rate].join("\t"));
  return seen;
}

const handle = openSync(file);
const { size } = fstatSync(handle);
const { messages, bytes } = await best("stream", () => stream(handle, size));
await best("indexed", () => indexed(handle, size));
closeSync(handle);
await best("write", () => write(messages, new Uint8Array(bytes / messages)));
rmSync(spare);
