import { tryPages } from "./pages.mjs";
import { hardSite } from "./sites.mjs";

// The real catalogue is looked at the other way round: both together in both schemes at both widths.
tryPages("the hard one", hardSite, { dark: true });
