// The name of a text by which page and server find out that they do not hold the same: Authoring.Text/Fingerprint.cs gives the same.
import type { Text } from '@codemirror/state'

const prime = 16777619

/** Its length in UTF-16 code units, and two FNV-1a hashes of them. */
export function fingerprint(text: Text): string {
  let one = 2166136261, other = 0x9747b28c
  for (let piece = text.iter(); !piece.next().done;) {
    const { value } = piece
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i)
      one = Math.imul(one ^ unit, prime)
      other = Math.imul(other ^ unit, prime)
    }
  }
  return `${text.length}-${hex(one)}${hex(other)}`
}

const hex = (hash: number): string => (hash >>> 0).toString(16).padStart(8, '0')
