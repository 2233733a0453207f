/** Made-up applicants against a real model: who is asked about, and how right the answers are against the hidden truth. */
@NullMarked
package tino.hiring.simulate;

import org.jspecify.annotations.NullMarked;
