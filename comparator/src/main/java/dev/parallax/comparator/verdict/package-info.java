/** Where PASS, FAIL or INCONCLUSIVE is decided: {@link dev.parallax.comparator.verdict.Judge}. */
@NullMarked
package dev.parallax.comparator.verdict;

import org.jspecify.annotations.NullMarked;
