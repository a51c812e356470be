import { tryPages } from "./pages.mjs";
import { hardSite } from "./sites.mjs";

tryPages("the hard one", hardSite);
