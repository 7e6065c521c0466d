/** Which sessions are one client's: asked by whoever plans, checks or thins out a replay. */
@NullMarked
package dev.parallax.recorder.session;

import org.jspecify.annotations.NullMarked;
