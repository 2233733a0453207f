/** What came in: applicants, prospects and vacancies as they were delivered, and what could not be taken. */
@NullMarked
package tino.hiring.raw;

import org.jspecify.annotations.NullMarked;
