/** Which passages are shown. The choice is kept in the address, so that it can be linked. */

import { Flag, type Passage } from "./data";
import { FACETS, valuesOf, type Facet } from "./facets";

/** One choice of several, as the panel's fields are named; "" is no choice. */
const CHOICES = {
  by: { mine: (flags: number) => on(flags, Flag.Mine), others: (flags: number) => !on(flags, Flag.Mine) },
  cited: { yes: (flags: number) => on(flags, Flag.Cited), no: (flags: number) => !on(flags, Flag.Cited) },
  sharing: {
    private: (flags: number) => on(flags, Flag.Private),
    shared: (flags: number) => !on(flags, Flag.Private),
  },
  thread: {
    open: (flags: number) => on(flags, Flag.Answered) && !on(flags, Flag.Resolved),
    resolved: (flags: number) => on(flags, Flag.Resolved),
  },
  place: { uncertain: (flags: number) => on(flags, Flag.Uncertain) },
} satisfies Record<string, Record<string, (flags: number) => boolean>>;

type Test = (flags: number) => boolean;
export type Choice = keyof typeof CHOICES;

const on = (flags: number, flag: number): boolean => (flags & flag) !== 0;
const testOf = (choice: Choice, value: string): Test | undefined =>
  (CHOICES[choice] as Record<string, Test>)[value];

export const CHOICE_NAMES = Object.keys(CHOICES) as Choice[];

export class Filter {
  readonly #choices = new Map<Choice, string>();
  readonly #facets = new Map<Facet, Set<string>>();

  /** From the address: `?cited=yes&tag=…&tag=…`; what it does not know is left out. */
  static from(query: URLSearchParams): Filter {
    const filter = new Filter();
    for (const name of CHOICE_NAMES) filter.choose(name, query.get(name) ?? "");
    for (const facet of FACETS) for (const value of query.getAll(facet)) filter.toggle(facet, value);
    return filter;
  }

  /** Writes itself into the address's query and leaves the rest of it. */
  into(query: URLSearchParams): void {
    for (const name of [...CHOICE_NAMES, ...FACETS]) query.delete(name);
    for (const [name, value] of this.#choices) query.set(name, value);
    for (const [facet, values] of this.#facets) for (const value of values) query.append(facet, value);
  }

  choose(choice: Choice, value: string): void {
    if (testOf(choice, value)) this.#choices.set(choice, value);
    else this.#choices.delete(choice);
  }

  chosen(choice: Choice): string {
    return this.#choices.get(choice) ?? "";
  }

  /** Adds a value to those that are shown of a facet, or takes it away again. */
  toggle(facet: Facet, value: string): void {
    const values = this.#facets.get(facet) ?? new Set();
    if (!values.delete(value)) values.add(value);
    if (values.size) this.#facets.set(facet, values);
    else this.#facets.delete(facet);
  }

  /** Shows one value of a facet alone; "" shows all. */
  only(facet: Facet, value: string): void {
    if (value) this.#facets.set(facet, new Set([value]));
    else this.#facets.delete(facet);
  }

  values(facet: Facet): ReadonlySet<string> {
    return this.#facets.get(facet) ?? new Set();
  }

  clear(): void {
    this.#choices.clear();
    this.#facets.clear();
  }

  get isEmpty(): boolean {
    return this.#choices.size === 0 && this.#facets.size === 0;
  }

  /** Every choice must hold; of each facet one of the values that are asked for. */
  shows(passage: Passage): boolean {
    for (const [choice, value] of this.#choices) if (!testOf(choice, value)?.(passage.flags)) return false;
    for (const [facet, values] of this.#facets) {
      if (!valuesOf(passage, facet).some((value) => values.has(value))) return false;
    }
    return true;
  }
}
