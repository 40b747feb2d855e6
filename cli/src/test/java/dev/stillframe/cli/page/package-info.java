/** The page in a real browser, against a real server. */
package dev.stillframe.cli.page;
