// An action was not done because the server could not save it: a bar says so until it is closed. The page stays as it is, with all that was
// typed.
export function mountTrouble(): void {
  Object.assign(window, { showTrouble });
}

function showTrouble(sentence: string, close: string): void {
  document.getElementById("trouble")?.remove();
  const bar = document.createElement("div");
  bar.id = "trouble";
  bar.className = "connection-bar";
  bar.setAttribute("role", "alert");
  bar.dataset.testid = "trouble";
  bar.textContent = sentence;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small";
  button.textContent = close;
  button.onclick = () => bar.remove();
  bar.append(" ", button);
  document.body.append(bar);
}
