/** The console in a real browser. Skipped where Chromium is not installed. */
@NullMarked
package matryoshka.service.acceptance.console;

import org.jspecify.annotations.NullMarked;
