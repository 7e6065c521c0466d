@NullMarked
package dev.parallax.comparator.report;

import org.jspecify.annotations.NullMarked;
