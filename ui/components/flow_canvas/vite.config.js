import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [vue()],
  define: {
    "process.env.NODE_ENV": '"production"',
    __VUE_OPTIONS_API__: "true",
    __VUE_PROD_DEVTOOLS__: "false",
  },
  build: {
    lib: { entry: "src/index.js", formats: ["es"], fileName: () => "index.js" },
    // NiceGUI's page has Vue already; a second one would give a blank canvas.
    rollupOptions: { external: ["vue"] },
    minify: "esbuild",
    target: "es2022",
    emptyOutDir: true,
  },
  // A library build keeps white space for others to shake; nobody shakes this one.
  esbuild: { legalComments: "none", minifyWhitespace: true, minifyIdentifiers: true, minifySyntax: true },
});
