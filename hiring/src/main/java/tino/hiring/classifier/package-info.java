/** The classifier of applicants: what it learns from, and when it may be released. */
@NullMarked
package tino.hiring.classifier;

import org.jspecify.annotations.NullMarked;
