// @ts-check
// The SPARQL editor of a page, in place of a plain textarea.
//
// The page has `<form><div id="editor" data-label="…" data-complete="/complete"><textarea name="query">`
// and a button `#run`; it works without this script. With it, Yasqe shows the text, completes words of
// this graph, and writes every change back into the textarea, which stays what the form sends.
// Ctrl-Enter presses `#run`.
import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import "./query.css";
import { isCompletable, wordsOf } from "./completion.js";

const box = document.getElementById("editor");
if (box) edit(box);

/** @param {HTMLElement} box */
function edit(box) {
  const plain = box.querySelector("textarea");
  const label = box.dataset.label || plain?.getAttribute("aria-label") || "SPARQL";
  // Only own completers: Yasqe's two for classes and properties ask a server of the world.
  Yasqe.registerAutocompleter({
    name: "terms",
    bulk: false,
    autoShow: false,
    persistenceId: null,
    isValidCompletionPosition: (yasqe) => isCompletable(yasqe.getCompleteToken().string),
    get: async (_yasqe, token) => {
      const where = new URL(box.dataset.complete || "/complete", location.href);
      where.searchParams.set("q", token?.string ?? "");
      const answer = await fetch(where);
      return answer.ok ? wordsOf(await answer.json()) : [];
    },
  }, false);
  Yasqe.defaults.autocompleters = ["variables", "terms"];
  Yasqe.defaults.value = plain?.value || box.dataset.query || "SELECT * { ?s ?p ?o } LIMIT 10";

  const run = /** @type {HTMLButtonElement | null} */ (document.getElementById("run"));
  const holder = document.createElement("div");
  box.append(holder);
  const editor = new Yasqe(holder, {
    requestConfig: { endpoint: new URL(box.dataset.endpoint || "/sparql", location.href).href, method: "POST" },
    persistenceId: null,
    createShareableLink: /** @type {any} */ (null),   // null hides the button, the types do not know
    resizeable: false,
    showQueryButton: false,
    extraKeys: {
      "Ctrl-Enter": () => run?.click(),
      "Cmd-Enter": () => run?.click(),
      "Ctrl-Space": () => editor.autocomplete(),
      Tab: false,                                     // Tab leaves the editor, as everywhere else
      "Shift-Tab": false,
      Esc: () => run?.focus(),
    },
  });
  holder.querySelector("textarea")?.setAttribute("aria-label", label);
  if (plain) {
    plain.hidden = true;
    editor.on("change", () => { plain.value = editor.getValue(); });
  }
  // The list of completions has no name of its own.
  new MutationObserver(() => document.querySelector(".CodeMirror-hints")?.setAttribute("aria-label", label))
    .observe(document.body, { childList: true, subtree: true });
  box.addEventListener("legation:set", (event) => editor.setValue(/** @type {CustomEvent<string>} */ (event).detail));
  box.dataset.ready = "yes";
}
