// Blazor's enhanced navigation patches the page in place. It would wipe the editor's own elements and does not run a new page's module
// scripts, so links from and to an editor load the page as browsers always have. Where an enhanced load reaches an editor all the same
// (a redirect after a form), the editor is mounted by hand.
const editorAddress = /\/reports\/[^/]+\/(sections|cases)\/[^/]+\/?$/

export function keepEditorWhole(onEnhancedLoad: (listener: () => void) => void): void {
  document.addEventListener('click', event => {
    const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null
    if (link && (document.getElementById('editor-page') || editorAddress.test(link.pathname))) link.dataset.enhanceNav = 'false'
  }, { capture: true })
  onEnhancedLoad(() => void mountEditor())
}

async function mountEditor(): Promise<void> {
  const script = document.querySelector<HTMLScriptElement>('script[type=module][data-editor], script[type=module][src*="/editor."]')
  if (!script) return
  const editor = await import(script.src) as { mount(): void }
  editor.mount()
}
