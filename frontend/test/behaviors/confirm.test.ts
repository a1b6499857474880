import { beforeEach, expect, it, vi } from "vitest";

import { confirmBeforeLoss } from "../../src/behaviors/confirm";

confirmBeforeLoss();
const submitted = vi.fn();

beforeEach(() => {
  submitted.mockReset();
  document.body.innerHTML = `
    <form id="plain"><button>Save</button></form>
    <form id="delete"><button data-confirm="Delete it?" data-confirm-yes="Delete">x</button></form>
    <dialog id="confirm-dialog"><p id="confirm-text"></p><button data-confirm-yes></button></dialog>`;
  for (const form of document.forms) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      submitted(form.id);
    });
  }
  // jsdom has the element but not its methods.
  const box = dialog();
  box.showModal = () => (box.open = true);
});

const dialog = (): HTMLDialogElement => {
  const found = document.querySelector<HTMLDialogElement>("#confirm-dialog");
  if (!found) throw new Error("no dialog");
  return found;
};

async function answer(value: string): Promise<void> {
  dialog().returnValue = value;
  dialog().dispatchEvent(new Event("close"));
  await new Promise((resolve) => setTimeout(resolve));
}

const press = (form: string): void => {
  document.querySelector<HTMLButtonElement>(`#${form} button`)?.click();
};

it("asks in the button's words before it submits", async () => {
  press("delete");
  expect(submitted).not.toHaveBeenCalled();
  expect(dialog().querySelector("p")?.textContent).toBe("Delete it?");
  expect(dialog().querySelector("button")?.textContent).toBe("Delete");
  await answer("confirm");
  expect(submitted).toHaveBeenCalledExactlyOnceWith("delete");
});

it("asks again the next time", async () => {
  press("delete");
  await answer("confirm");
  press("delete");
  expect(submitted).toHaveBeenCalledOnce();
});

it("does nothing after no or Escape", async () => {
  press("delete");
  await answer("cancel");
  expect(submitted).not.toHaveBeenCalled();
});

it("leaves other forms alone", () => {
  press("plain");
  expect(submitted).toHaveBeenCalledExactlyOnceWith("plain");
});
