import { defineConfig } from "vitest/config";

/** Every browser that has `light-dark()` reads woff2: leave the older woff files out. */
const woff2Only = {
  postcssPlugin: "woff2-only",
  Declaration: {
    src(declaration: { value: string }) {
      const sources = declaration.value.split(/,\s*(?=url\()/);
      const kept = sources.filter((source) => !source.includes("format('woff')"));
      if (kept.length < sources.length) declaration.value = kept.join(", ");
    },
  },
};

export default defineConfig({
  // Relative addresses, so that STATIC_URL is Django's business alone.
  base: "./",
  css: { postcss: { plugins: [woff2Only] } },
  build: {
    manifest: true,
    target: ["chrome123", "firefox128", "safari17.5"],
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ["src/main.ts", "src/reader/main.ts", "src/editor/main.ts", "src/checking/main.ts", "src/side-by-side/main.ts"],
      // htmx has one; the pages switch it off (allowEval) and the policy would refuse it.
      checks: { eval: false },
    },
  },
  test: { environment: "jsdom", setupFiles: ["test/setup.ts"], include: ["test/**/*.test.ts"] },
});
