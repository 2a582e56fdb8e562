/** A desk in memory for tests of screens: the real rules, no database, no server. */
@org.jspecify.annotations.NullMarked
package clinic.daybook.desk.memory;
