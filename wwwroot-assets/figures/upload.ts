// Sends one picture. A line that is cut or says nothing ends it in words; the text is never touched.
import { word } from "../kernel/words";

export interface ImageFile {
  path: string;
  address: string;
  thumbnail: string;
  width: number;
  height: number;
  isCut: boolean;
}
export interface Listing {
  pictures: ImageFile[];
  ids: string[];
  maxSize: number;
}

/** What the server, or the line, says instead of taking it. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
  }
}

const silence = 30_000; // milliseconds without a byte going out or an answer coming in

export async function listing(slug: string): Promise<Listing> {
  const answer = await fetch(`/reports/${encodeURIComponent(slug)}/pictures`, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Refused(String(answer.status), word(answer.status === 401 ? "figure-signed-out" : "figure-no-list"));
  return (await answer.json()) as Listing;
}

export function upload(
  slug: string,
  text: string,
  name: string,
  content: Blob,
  progress: (part: number) => void,
  cancel: AbortSignal,
): Promise<ImageFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(),
      over = new AbortController();
    let timer = 0;
    const end = (code: string, sentence: string) => {
      clearTimeout(timer);
      over.abort();
      request.abort();
      reject(new Refused(code, sentence));
    };
    const stir = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => end("stalled", word("figure-stalled")), silence);
    };
    request.upload.onprogress = event => {
      stir();
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onerror = () => end("cut", word("figure-cut"));
    request.onload = () => {
      clearTimeout(timer);
      over.abort();
      const { status } = request;
      const answer = read(request.responseText);
      if (status === 200 && typeof answer.path === "string") resolve(answer as unknown as ImageFile);
      else if (status === 401) reject(new Refused("signed-out", word("figure-signed-out")));
      else
        reject(new Refused(String(answer.code ?? status), typeof answer.sentence === "string" ? answer.sentence : word("figure-failed")));
    };
    window.addEventListener("offline", () => end("cut", word("figure-cut")), { signal: over.signal });
    cancel.addEventListener("abort", () => end("cancelled", ""), { signal: over.signal });
    request.open(
      "POST",
      `/reports/${encodeURIComponent(slug)}/pictures?text=${encodeURIComponent(text)}&name=${encodeURIComponent(wholeCharacters(name))}`,
    );
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(content);
    stir();
  });
}

/** No address takes half a character, and none of any length. */
const wholeCharacters = (name: string): string => name.slice(-300).replace(/\p{Surrogate}/gu, "");

function read(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {}; // a page of some machine in between
  }
}
