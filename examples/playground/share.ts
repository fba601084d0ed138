// The address of what is shown goes to the clipboard; a browser that does not let it is told by the address bar.

import { byId, html } from "./dom.ts";

/** A button that copies the address of the page, and says whether it did. */
export function shareButton(upToDate: () => void): HTMLButtonElement {
  const button = html("button", { type: "button", id: "share" }, "Copy link");
  button.addEventListener("click", async () => {
    upToDate();
    const said = await copied(location.href)
      ? "The link is copied"
      : "Copy the link from the address bar";
    byId("shared").replaceChildren(said);
  });
  return button;
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
