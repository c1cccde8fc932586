// The CodeMirror view: which extensions, which keys.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState, Transaction } from '@codemirror/state'
import { drawSelection, EditorView, keymap } from '@codemirror/view'
import { cleanInput } from './clean'
import { type Held, holdWhileComposing } from './ime'
import { reportMarkdown } from './markdown'
import type { Opened } from './protocol'
import { unconfirmedEdits } from './unconfirmed'
import { phrases, word } from './words'

export interface Writing { clientID: string, mayWrite: boolean, connection: Held & { edited(): void } }

export function createView(parent: HTMLElement, { text, version }: Opened, { clientID, mayWrite, connection }: Writing): EditorView {
  parent.textContent = ''
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        unconfirmedEdits(clientID, version),
        cleanInput,
        history(),
        reportMarkdown,
        search({ top: true }),
        highlightSelectionMatches(),
        drawSelection(),
        holdWhileComposing(connection),
        EditorView.updateListener.of(update => { if (update.transactions.some(isOwnEdit)) connection.edited() }),
        EditorView.lineWrapping,
        EditorState.readOnly.of(!mayWrite),
        EditorState.phrases.of(phrases()),
        EditorView.contentAttributes.of({ 'aria-label': word('text'), spellcheck: 'false', autocorrect: 'off', autocapitalize: 'off', lang: 'zh-CN' }),
        // Tab moves the focus on, as everywhere in a page: nobody is trapped in the text.
        keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
      ],
    }),
  })
}

const isOwnEdit = (tr: Transaction): boolean => tr.docChanged && !tr.annotation(Transaction.remote)
