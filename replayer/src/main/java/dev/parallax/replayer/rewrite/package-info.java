/**
 * Small rules that change recorded requests before they are sent: what staging calls otherwise.
 *
 * <p>{@link dev.parallax.replayer.rewrite.Rewrites} are the rules of a run, in their order; {@code
 * RuleText} reads one and says where it can't; a {@code Change} is what it does to a request, and
 * {@code JsonEdit} does that within a JSON body. {@code FixedHeaders} are those that no rule may
 * set. The grammar:
 *
 * <pre>
 * [METHOD [/path]] set    header NAME    = VALUE
 * [METHOD [/path]] remove header NAME
 * [METHOD [/path]] set    query NAME     = VALUE
 * [METHOD [/path]] remove query NAME
 * [METHOD [/path]] set    body /pointer  = JSON
 * [METHOD [/path]] remove body /pointer
 * </pre>
 *
 * <p>All are values, used on the threads that send.
 */
@NullMarked
package dev.parallax.replayer.rewrite;

import org.jspecify.annotations.NullMarked;
