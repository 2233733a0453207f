/** What the applications' HTTP interfaces have in common. */
@NullMarked
package tino.web;

import org.jspecify.annotations.NullMarked;
