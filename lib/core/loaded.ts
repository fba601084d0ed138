// The end of the library. An entry point imports this module after all others, so that rows which are made from
// then on are a user's, and are not kept.

import { endOfLibrary } from "./operation.ts";

endOfLibrary();
