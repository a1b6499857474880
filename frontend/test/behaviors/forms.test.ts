import { beforeEach, describe, expect, it, vi } from "vitest";

import { submitOnce } from "../../src/behaviors/submit-once";
import { warnOfUnsaved } from "../../src/behaviors/unsaved";

let form: HTMLFormElement;
let field: HTMLInputElement;

beforeEach(() => {
  document.body.innerHTML = '<form><input name="title" value="as saved"><button>Save</button></form>';
  const [found] = document.forms;
  const input = found?.querySelector("input");
  if (!found || !input) throw new Error("no form");
  form = found;
  field = input;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
  });
});

describe("data-submit-once", () => {
  it("submits once until the answer is there", () => {
    submitOnce(form);
    const submitted = vi.fn();
    form.addEventListener("submit", submitted);
    form.requestSubmit();
    form.requestSubmit();
    expect(submitted).toHaveBeenCalledOnce();
    expect(form.getAttribute("aria-busy")).toBe("true");
    form.dispatchEvent(new Event("htmx:afterRequest"));
    form.requestSubmit();
    expect(submitted).toHaveBeenCalledTimes(2);
  });
});

describe("data-unsaved", () => {
  const leaving = (): boolean => {
    const event = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  };

  it("warns only while there is something to lose", () => {
    warnOfUnsaved(form);
    expect(leaving()).toBe(false);
    field.value = "changed";
    expect(leaving()).toBe(true);
    field.value = "as saved";
    expect(leaving()).toBe(false);
  });

  it("lets saving through", () => {
    warnOfUnsaved(form);
    field.value = "changed";
    form.requestSubmit();
    expect(leaving()).toBe(false);
  });

  it("lets go of a form that was taken away", () => {
    warnOfUnsaved(form);
    field.value = "changed";
    form.remove();
    expect(leaving()).toBe(false);
  });
});
