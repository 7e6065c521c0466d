/**
 * An oracle that finds planted secrets in whatever was written, in any usual form. It shares no
 * code with the sanitiser, and knows of it nothing.
 */
@NullMarked
package dev.parallax.bench.leak.oracle;

import org.jspecify.annotations.NullMarked;
