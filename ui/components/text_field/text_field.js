// One text control: a line, a growing text, or either with its {{ expressions }} lit. What is being typed is never replaced:
// a value from outside waits until the field is left, and is dropped when the person typed after it.
const PAUSE_MS = 250;

export default {
  props: {
    value: { type: String, default: "" },
    version: { type: Number, default: 0 },
    label: String,
    placeholder: String,
    icon: String,
    unit: String,
    kbd: String,
    type: { type: String, default: "text" },
    inputmode: String,
    grows: Boolean,
    multiline: Boolean,
    mono: Boolean,
    expressions: Boolean,
    bad: Boolean,
    disabled: Boolean,
    autofocus: Boolean,
    describedby: String,
  },
  emits: ["edit", "leave", "enter"],
  template: `
    <div class="input" :class="{ grows: grows, tall: multiline, mono: mono || lit, lit: lit, 'is-bad': bad }" @click.self="control.focus()">
      <i v-if="icon" class="ms" aria-hidden="true">{{ icon }}</i>
      <div v-if="grows" class="stack">
        <div class="behind" aria-hidden="true"><template v-for="part in parts"><span v-if="part.expression" class="expr">{{ part.text }}</span><template v-else>{{ part.text }}</template></template>{{ ' ' }}</div>
        <textarea ref="control" rows="1" spellcheck="false" :value="text" v-bind="common"
          @input="typed" @keydown="key" @blur="left"></textarea>
      </div>
      <input v-else ref="control" :type="type" :value="text" v-bind="common" autocomplete="off" @input="typed" @keydown="key" @blur="left">
      <span v-if="unit" class="unit">{{ unit }}</span>
      <span v-if="kbd && !text" class="kbd" aria-hidden="true">{{ kbd }}</span>
    </div>`,
  data() {
    return { text: this.value, waiting: null, timer: null, edited: false };
  },
  computed: {
    control() {
      return this.$refs.control;
    },
    common() {
      return {
        placeholder: this.placeholder,
        inputmode: this.inputmode,
        disabled: this.disabled,
        "aria-label": this.label,
        "aria-invalid": this.bad ? "true" : null,
        "aria-describedby": this.describedby,
      };
    },
    lit() {
      return this.expressions && this.text.includes("{{");
    },
    parts() {
      if (!this.lit) return [{ text: this.text }];
      return this.text
        .split(/(\{\{[\s\S]*?(?:\}\}|$))/)
        .filter((text) => text)
        .map((text) => ({ text, expression: text.startsWith("{{") }));
    },
  },
  watch: {
    version() {
      if (document.activeElement === this.$refs.control) this.waiting = this.value;
      else this.text = this.value;
    },
  },
  mounted() {
    if (this.autofocus) this.$refs.control.focus();
    window.socket?.on("connect", this.repeat);
  },
  beforeUnmount() {
    window.socket?.off("connect", this.repeat);
    this.flush();
  },
  methods: {
    typed(event) {
      this.text = event.target.value;
      this.edited = true;
      this.waiting = null;
      clearTimeout(this.timer);
      this.timer = setTimeout(this.flush, PAUSE_MS);
    },
    flush() {
      if (this.timer === null) return;
      clearTimeout(this.timer);
      this.timer = null;
      this.$emit("edit", this.text);
    },
    // A connection dies some seconds before anybody notices: what was sent meanwhile came nowhere, and to say it twice is harmless.
    repeat() {
      if (this.edited && this.timer === null) this.$emit("edit", this.text);
    },
    key(event) {
      if (event.key !== "Enter" || event.isComposing) return;
      this.flush();
      if (this.multiline && !event.ctrlKey && !event.metaKey) return;
      if (this.grows) event.preventDefault();
      this.$emit("enter", this.text);
    },
    left() {
      this.flush();
      if (this.waiting !== null) this.text = this.waiting;
      this.waiting = null;
      this.$emit("leave", this.text);
    },
    focus() {
      this.$refs.control.focus();
    },
    select() {
      this.$refs.control.focus();
      this.$refs.control.select();
    },
  },
};
