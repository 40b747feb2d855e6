<<<<<<< HEAD
/** Builds that were asked for: joined, followed, carried out. */
=======
/** Asking for builds: who is awake, what is asked for, and how far it is. */
>>>>>>> d25cde7b3c19edd58ffbef3fccf1b37ad28182b4
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.refresh;
