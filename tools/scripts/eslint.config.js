import js from "@eslint/js";
import vue from "eslint-plugin-vue";
import globals from "globals";

export default [
  { ignores: ["**/dist/"] },
  js.configs.recommended,
  ...vue.configs["flat/recommended"],
  {
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: globals.browser },
    rules: {
      // Layout is Prettier's.
      "vue/max-attributes-per-line": "off",
      "vue/html-self-closing": "off",
      "vue/singleline-html-element-content-newline": "off",
      "vue/html-closing-bracket-newline": "off",
      "vue/html-indent": "off",
      "vue/multiline-html-element-content-newline": "off",
      // A boolean prop that is missing is false, which is what is meant.
      "vue/require-default-prop": "off",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      eqeqeq: "error",
      "prefer-const": "error",
      "no-var": "error",
    },
  },
  { files: ["ui/assets/js/**"], languageOptions: { sourceType: "script" } },
  { files: ["**/test/**", "tests/**"], languageOptions: { globals: globals.node } },
];
