// Writes an MCAP file with @mcap/core, as another tool would hand us a recording: two topics, log times that go back,
// an attachment and metadata. Arguments: the file, its compression (none, lz4, zstd), and chunked or plain.
import { open } from "node:fs/promises";
import { McapWriter } from "@mcap/core";
import lz4 from "lz4js";
import zstd from "@foxglove/wasm-zstd";

const MESSAGES = 3000;
const [file, compression, form] = process.argv.slice(2);

await zstd.isLoaded;
const compressors = {
  none: undefined,
  lz4: (bytes) => ({ compression: "lz4", compressedData: lz4.compress(bytes) }),
  zstd: (bytes) => ({ compression: "zstd", compressedData: zstd.compress(bytes) }),
};

const handle = await open(file, "wx");
let position = 0n;
const writer = new McapWriter({
  writable: {
    position: () => position,
    write: async (bytes) => {
      await handle.write(bytes, 0, bytes.length);
      position += BigInt(bytes.length);
    },
  },
  useChunks: form === "chunked",
  chunkSize: 20_000,
  compressChunk: compressors[compression],
});
const text = new TextEncoder();
await writer.start({ profile: "", library: "interop" });
const schemaId = await writer.registerSchema({
  name: "speed",
  encoding: "jsonschema",
  data: text.encode('{"type":"object","properties":{"metresPerSecond":{"type":"number"}}}'),
});
const speed = { schemaId, topic: "/car/speed", messageEncoding: "json", metadata: new Map([["unit", "m/s"]]) };
const channels = [
  await writer.registerChannel(speed),
  await writer.registerChannel({ schemaId: 0, topic: "/car/raw", messageEncoding: "x-raw", metadata: new Map() }),
];
for (let i = 0; i < MESSAGES; i++) {
  // Every seventh message lies before the one in front of it.
  const logTime = 1_700_000_000_000_000_000n + BigInt(i % 7 === 0 ? i - 3 : i) * 1_000_000n;
  await writer.addMessage({
    channelId: channels[i % 3 === 0 ? 1 : 0],
    sequence: i,
    logTime,
    publishTime: logTime,
    data: text.encode(JSON.stringify({ metresPerSecond: i / 7 })),
  });
}
await writer.addAttachment({
  name: "notes.txt",
  mediaType: "text/plain",
  logTime: 1n,
  createTime: 1n,
  data: text.encode("rain from kilometre 3"),
});
await writer.addMetadata({ name: "car", metadata: new Map([["plate", "none"]]) });
await writer.end();
await handle.close();
console.log("written");
