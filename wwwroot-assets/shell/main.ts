// On every page: starts Blazor with our way of reconnecting, and keeps enhanced navigation away from the editor.
import { mountAway } from "./away";
import { closeMenu, mountChoices } from "./choices";
import { mountDrawer, sayFold } from "./drawer";
import { mountDragging } from "./dragging";
import { mountForms } from "./forms";
import { closeSearch, mountSearch } from "./searching";
import { mountPresses } from "./presses";
import { CircuitReconnection } from "./reconnection";
import { keepEditorWhole } from "./navigation";
import { forgetTyped, mountTyped } from "./typed";
import { mountReviewing, watchReviewing } from "./reviewing";
import { mountTrouble } from "./trouble";
import { showUnsent } from "./unsent";

interface Blazor {
  start(options: { circuit: { reconnectionHandler: { onConnectionDown(): void; onConnectionUp(): void } } }): Promise<void>;
  reconnect(): Promise<boolean>;
  addEventListener(name: "enhancedload", listener: () => void): void;
}

const blazor = (window as { Blazor?: Blazor }).Blazor;
if (blazor) {
  const isSignedOut = () =>
    fetch("/_blazor/negotiate?negotiateVersion=1", { method: "POST" }).then(
      answer => answer.status === 401,
      () => false,
    );
  const reconnection = new CircuitReconnection(() => blazor.reconnect(), isSignedOut);
  void blazor.start({ circuit: { reconnectionHandler: reconnection } });
  keepEditorWhole(listener => blazor.addEventListener("enhancedload", listener));
  blazor.addEventListener("enhancedload", closeMenu);
  blazor.addEventListener("enhancedload", sayFold);
  blazor.addEventListener("enhancedload", closeSearch);
  blazor.addEventListener("enhancedload", forgetTyped);
  blazor.addEventListener("enhancedload", watchReviewing);
  blazor.addEventListener("enhancedload", () => void showUnsent());
}
mountTrouble();
mountAway();
mountTyped();
mountForms();
mountPresses();
mountChoices();
mountDragging();
mountDrawer();
mountReviewing();
mountSearch();
void showUnsent();
document.addEventListener("click", event => {
  if ((event.target as Element).closest("[data-print]")) print();
});
