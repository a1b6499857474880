/** Every page: styles, fonts, htmx and the behaviours that data attributes ask for. */

import "./fonts.css";
import "./styles/index.css";

import { attach } from "./behaviors/attach";
import { selectInBulk } from "./behaviors/bulk-select";
import { findByTyping } from "./behaviors/combobox";
import { confirmBeforeLoss } from "./behaviors/confirm";
import { leadToCitation } from "./behaviors/citation-pages";
import { copyOnClick } from "./behaviors/copy";
import { dropDraftsAtSignOut, dropSavedDraft, keepDraft } from "./behaviors/draft";
import { checkDate } from "./behaviors/edtf-check";
import { focusFirstMistake } from "./behaviors/first-mistake";
import { completeNames } from "./behaviors/name-input";
import { proposeOwnTimeZone } from "./behaviors/own-time-zone";
import { jumpBetweenChanges } from "./behaviors/jumps";
import { actByKeys } from "./behaviors/keyed";
import { completeMentions } from "./behaviors/mention";
import { foldWhereNarrow } from "./behaviors/open-wide";
import { printOnClick, unfoldForPrint } from "./behaviors/print";
import { repeatRows } from "./behaviors/repeat";
import { submitOnce } from "./behaviors/submit-once";
import { completeTags } from "./behaviors/tag-input";
import { sendFiles } from "./behaviors/upload";
import { warnOfUnsaved } from "./behaviors/unsaved";
import { compareByCell } from "./comparison/comparison";
import { tellOfFailures } from "./failures";
import { loadChineseFaces } from "./fonts";
import { sendTokenWithHtmx } from "./http";
import { focusSwappedNotes } from "./note-focus";

loadChineseFaces();
sendTokenWithHtmx();
tellOfFailures();
focusSwappedNotes();
confirmBeforeLoss();
dropDraftsAtSignOut();
dropSavedDraft();
unfoldForPrint();
focusFirstMistake();
attach("[data-bulk-select]", selectInBulk);
attach("[data-citation-pages]", leadToCitation);
attach("[data-combobox]", findByTyping);
attach("[data-comparison]", compareByCell);
attach("[data-copy]", copyOnClick);
attach("[data-own-time-zone]", proposeOwnTimeZone);
attach("details[data-open-wide]", foldWhereNarrow);
attach("[data-jumps]", jumpBetweenChanges);
attach("[data-keyed]", actByKeys);
attach("[data-print]", printOnClick);
attach("[data-edtf-check]", checkDate);
attach("[data-names]", completeNames);
attach("[data-repeat]", repeatRows);
attach("[data-mentions]", completeMentions);
attach("[data-tag-input]", completeTags);
// htmx parses as if there were no scripts: such a button, though unseen, would be what Enter presses.
attach("noscript", (meant) => {
  meant.remove();
});
attach("form[data-draft]", keepDraft);
attach("form[data-submit-once]", submitOnce);
attach("form[data-unsaved]", warnOfUnsaved);
attach("form[data-upload]", sendFiles);
