import { tryPages } from "./pages.mjs";
import { realSite } from "./sites.mjs";

tryPages("the real catalogue", realSite);
