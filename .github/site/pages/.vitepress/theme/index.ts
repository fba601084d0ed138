// VitePress' own theme, without fonts to download, with code that runs in the page.

import { type Theme, useRoute } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import { defineComponent, h, nextTick, onMounted, watch } from "vue";
import { LiveCode } from "./live_code.ts";
import "./style.css";

/** The layout of the theme; its home page is told that it is the main part of the document. */
const Layout = defineComponent({
  name: "Layout",
  setup() {
    const route = useRoute();
    const mark = () =>
      nextTick(() => document.querySelector(".VPContent.is-home")?.setAttribute("role", "main"));
    onMounted(mark);
    watch(() => route.path, mark);
    return () => h(DefaultTheme.Layout);
  },
});

const theme: Theme = {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ app }) {
    app.component("LiveCode", LiveCode);
  },
};

export default theme;
