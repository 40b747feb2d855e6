package dev.stillframe.cli.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of a class run in a Chromium of this machine. Where there is none they are counted as skipped and a line says so;
 * with {@code -Dstillframe.browser=required}, as CI runs them, they fail. {@code -Dstillframe.browser=none} leaves them out.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrowserCondition.class)
@interface NeedsBrowser {}
