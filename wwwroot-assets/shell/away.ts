// The first steps on one's own page, once they are put away in this browser. The server knows it by a cookie, so that nothing flashes.
const kept = 365 * 24 * 60 * 60; // seconds

export function mountAway(): void {
  document.addEventListener("click", event => {
    const button = (event.target as Element | null)?.closest<HTMLElement>("[data-put-away]");
    if (!button) return;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `first-steps=${button.dataset.putAway}; path=/; max-age=${kept}; samesite=lax${secure}`;
    const steps = button.closest<HTMLElement>(".first-steps");
    if (steps) steps.hidden = true;
    document.querySelector<HTMLElement>("#content h1")?.focus();
  });
}
