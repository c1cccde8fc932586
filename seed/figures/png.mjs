// Chromium writes true-colour PNGs; flat drawings need no more than 256 colours and a third of the bytes.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunks(file) {
  const found = [];
  for (let at = signature.length; at < file.length; ) {
    const length = file.readUInt32BE(at);
    found.push({ type: file.toString("latin1", at + 4, at + 8), data: file.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return found;
}

function chunk(type, data) {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, "latin1");
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8);
  return out;
}

function paeth(a, b, c) {
  const [da, db, dc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return da <= db && da <= dc ? a : db <= dc ? b : c;
}

/** The pixels of an 8-bit true-colour PNG without alpha, three bytes each. */
function decode(file) {
  const parts = chunks(file);
  const header = parts[0].data;
  const [width, height, depth, kind] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8], header[9]];
  if (depth !== 8 || kind !== 2 || header[12] !== 0) throw new Error(`expected 8-bit RGB, got depth ${depth}, colour type ${kind}`);
  const raw = inflateSync(Buffer.concat(parts.filter(part => part.type === "IDAT").map(part => part.data)));
  const stride = width * 3;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x >= 3 ? pixels[y * stride + x - 3] : 0;
      const up = y > 0 ? pixels[(y - 1) * stride + x] : 0;
      const corner = x >= 3 && y > 0 ? pixels[(y - 1) * stride + x - 3] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      pixels[y * stride + x] = raw[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return { width, height, pixels };
}

/** Each colour's place in a palette of the most frequent ones; a rare colour takes its nearest neighbour. */
function palette(pixels, size) {
  const count = new Map();
  for (let i = 0; i < pixels.length; i += 3) {
    const color = pixels.readUIntBE(i, 3);
    count.set(color, (count.get(color) ?? 0) + 1);
  }
  const colors = [...count.keys()].sort((a, b) => count.get(b) - count.get(a) || a - b);
  const kept = colors.slice(0, size);
  const distance = (a, b) => ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
  const place = new Map(kept.map((color, i) => [color, i]));
  for (const color of colors.slice(size)) {
    let best = 0;
    for (let i = 1; i < kept.length; i++) if (distance(color, kept[i]) < distance(color, kept[best])) best = i;
    place.set(color, best);
  }
  return { kept, place };
}

export function indexed(file, size = 128) {
  const { width, height, pixels } = decode(file);
  const { kept, place } = palette(pixels, size);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = place.get(pixels.readUIntBE((y * width + x) * 3, 3));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colors = Buffer.from(kept.flatMap(color => [color >> 16, (color >> 8) & 255, color & 255]));
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", colors),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
