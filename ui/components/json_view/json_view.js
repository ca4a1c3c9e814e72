import { JsonView } from "json-view";

export default {
  template: '<div class="json-view"></div>',
  props: { expandDepth: Number, title: String, filename: String, mode: String },
  mounted() {
    const { expandDepth, title, filename, mode } = this;
    const onMode = (chosen) => this.$emit("mode", { mode: chosen });
    this.view = new JsonView(this.$el, { expandDepth, title, filename, mode, onMode });
    this.$emit("ready");
  },
  watch: {
    mode(mode) {
      this.view.setMode(mode);
    },
  },
  methods: {
    show(text) {
      this.view.show(text);
    },
    copy() {
      return this.view.copy();
    },
    download(filename) {
      this.view.download(filename);
    },
  },
};
