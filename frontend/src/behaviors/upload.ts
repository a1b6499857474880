/**
 * `data-upload` on a form with files: files and folders can be dropped on `.drop-here`, boxes with
 * `data-for=".txt .pdf"` show where they fit the files chosen, the field `paths` keeps where files
 * lay in their folder, `[data-upload-count]` says how many there are, and leaving while they are
 * sent asks first.
 */

import { ngettext } from "../gettext";

interface Found {
  file: File;
  path: string;
}

export function sendFiles(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  const inputs = [...form.querySelectorAll<HTMLInputElement>('input[type="file"]')].filter(
    (input) => input.name !== "table",
  );
  /** Where dropped files lay; the browser knows it of chosen ones. */
  const dropped = new WeakMap<File, string>();

  const changed = (): void => {
    const files = inputs.flatMap((input) => [...(input.files ?? [])]);
    tell(form, files, (file) => dropped.get(file) ?? file.webkitRelativePath);
    fit(form, files);
  };
  for (const input of inputs) input.addEventListener("change", changed);
  const zone = form.querySelector<HTMLElement>(".drop-here");
  if (zone && inputs[0]) takeDropped(zone, inputs[0], dropped, changed);
  changed();
  askBeforeLeaving(form);
}

function tell(form: HTMLFormElement, files: File[], pathOf: (file: File) => string): void {
  const paths = form.elements.namedItem("paths");
  if (paths instanceof HTMLInputElement) paths.value = files.length > 0 ? JSON.stringify(files.map(pathOf)) : "";
  const count = form.querySelector("[data-upload-count]");
  if (count)
    count.textContent =
      files.length > 1
        ? ngettext("%(count)s file chosen", "%(count)s files chosen", files.length)
        : "";
}

/** Shows the boxes that fit one of the files; all of them while nobody knows what will come. */
function fit(form: HTMLFormElement, files: File[]): void {
  const options = form.querySelector<HTMLElement>("[data-file-options]");
  if (!options) return;
  const endings = new Set(files.map((file) => /\.[^.]*$/.exec(file.name.toLowerCase())?.[0] ?? ""));
  const anything = files.length === 0 || endings.has(".zip");
  let shown = 0;
  for (const box of options.querySelectorAll<HTMLInputElement>("input[data-for]")) {
    const fits = anything || (box.dataset["for"] ?? "").split(" ").some((ending) => endings.has(ending));
    const field = box.closest<HTMLElement>(".field");
    if (field) field.hidden = !fits;
    if (fits) shown += 1;
  }
  const nothing = options.querySelector<HTMLElement>("[data-no-options]");
  if (nothing) nothing.hidden = shown > 0;
}

function takeDropped(
  zone: HTMLElement,
  input: HTMLInputElement,
  dropped: WeakMap<File, string>,
  changed: () => void,
): void {
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("dropping");
  });
  zone.addEventListener("dragleave", () => {
    zone.classList.remove("dropping");
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("dropping");
    const entries = [...(event.dataTransfer?.items ?? [])].map((item) => item.webkitGetAsEntry());
    void filesIn(entries).then((found) => {
      const transfer = new DataTransfer();
      for (const { file, path } of input.multiple ? found : found.slice(0, 1)) {
        transfer.items.add(file);
        dropped.set(file, path);
      }
      input.files = transfer.files;
      changed();
    });
  });
}

/** All files in what was dropped, those in folders too, with their paths. */
async function filesIn(entries: (FileSystemEntry | null)[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const entry of entries) {
    if (entry instanceof FileSystemFileEntry) found.push(await fileOf(entry));
    else if (entry instanceof FileSystemDirectoryEntry) found.push(...(await filesIn(await childrenOf(entry))));
  }
  return found;
}

function fileOf(entry: FileSystemFileEntry): Promise<Found> {
  return new Promise((resolve, reject) => {
    entry.file((file) => {
      resolve({ file, path: entry.fullPath.replace(/^\//, "") });
    }, reject);
  });
}

/** Browsers give a hundred at a time, and none when there are no more. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** The first leaving after sending is the sending itself. */
function askBeforeLeaving(form: HTMLFormElement): void {
  let sent = 0;
  form.addEventListener("submit", () => {
    sent = 1;
  });
  window.addEventListener("pageshow", () => {
    sent = 0;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!form.isConnected || sent === 0) return;
    if (sent > 1) event.preventDefault();
    sent += 1;
  });
}
