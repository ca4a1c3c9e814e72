import { JsonView } from "json-view";

export default {
  template: '<div class="json-view"></div>',
  props: { expandDepth: Number, title: String, filename: String },
  mounted() {
    const { expandDepth, title, filename } = this;
    this.view = new JsonView(this.$el, { expandDepth, title, filename });
    this.$emit("ready");
  },
  methods: {
    show(text) {
      this.view.show(text);
    },
  },
};
