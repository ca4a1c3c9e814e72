import { TimelineView } from "timeline-view";

export default {
  template: '<section class="timeline" aria-label="Timeline"></section>',
  mounted() {
    this.view = new TimelineView(this.$el, (path) => this.$emit("select", { path }));
    this.$el.timeline = this.view;
    this.$emit("ready");
  },
  unmounted() {
    this.view.destroy();
  },
  methods: {
    load(execution) {
      this.view.load(execution);
    },
    update(change) {
      this.view.update(change);
    },
    select(path) {
      this.view.select(path);
    },
  },
};
