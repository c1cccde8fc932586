// Makes a photograph fit for a report before it is sent: large ones are scaled, and what is turned only by a note in the file is turned for
// good.
export const longestSide = 2400; // pixels: sharp on A4 from edge to edge
const quality = 0.88;

export interface Prepared {
  content: Blob;
  scaled: { from: string; to: string } | null;
}

/** What cannot be decoded here is sent as it is: the server says in words what is wrong with it. */
export async function prepare(file: Blob, maxSize: number): Promise<Prepared> {
  const head = new Uint8Array(await file.slice(0, 128 * 1024).arrayBuffer()),
    kind = kindOf(head);
  if (!kind) return { content: file, scaled: null };
  const address = URL.createObjectURL(file);
  try {
    const image = await decoded(address);
    const { naturalWidth: width, naturalHeight: height } = image;
    const factor = Math.min(1, longestSide / Math.max(width, height));
    if (factor === 1 && file.size <= maxSize && (kind !== "image/jpeg" || orientation(head) === 1)) return { content: file, scaled: null };
    const content = await drawn(image, Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor)), kind, maxSize);
    if (!content) return { content: file, scaled: null };
    return {
      content,
      scaled: factor < 1 ? { from: `${width} × ${height}`, to: `${Math.round(width * factor)} × ${Math.round(height * factor)}` } : null,
    };
  } catch {
    return { content: file, scaled: null }; // not a picture that this browser knows
  } finally {
    URL.revokeObjectURL(address);
  }
}

export function kindOf(head: Uint8Array): string | null {
  const says = (at: number, text: string) => [...text].every((c, i) => head[at + i] === c.charCodeAt(0));
  if (says(0, "\x89PNG")) return "image/png";
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return "image/jpeg";
  return says(0, "RIFF") && says(8, "WEBP") ? "image/webp" : null;
}

/** How a JPEG's note (EXIF) wants it turned, 1 to 8; 1: as it is. */
export function orientation(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
      if (view.getUint8(at + 1) === 0xda) return 1;
      if (view.getUint8(at + 1) !== 0xe1 || view.getUint32(at + 4) !== 0x45786966) continue;
      const start = at + 10,
        little = view.getUint16(start) === 0x4949,
        table = start + view.getUint32(start + 4, little);
      for (let i = 0; i < view.getUint16(table, little); i++) {
        const entry = table + 2 + 12 * i;
        if (view.getUint16(entry, little) !== 0x0112) continue;
        const turned = view.getUint16(entry + 8, little);
        return turned >= 1 && turned <= 8 ? turned : 1;
      }
      return 1;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // cut off: it says nothing
  }
  return 1;
}

const decoded = (address: string): Promise<HTMLImageElement> =>
  new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = address;
  });

async function drawn(image: HTMLImageElement, width: number, height: number, kind: string, maxSize: number): Promise<Blob | null> {
  const canvas = document.createElement("canvas"),
    context = canvas.getContext("2d");
  if (!context) return null;
  canvas.width = width;
  canvas.height = height;
  const blob = (type: string) => new Promise<Blob | null>(resolve => canvas.toBlob(resolve, type, quality));
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, width, height); // turned as its note says
  const same = await blob(kind);
  if (same && same.size <= maxSize) return same;
  // What is still too large becomes a photograph; what was transparent becomes paper.
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  return await blob("image/jpeg");
}
