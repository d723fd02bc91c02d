package dev.roadrig.reports.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.Golden;
import dev.roadrig.reports.SampleJudgement;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JUnitXmlTest {
    @Test
    void every_verdict_as_surefire_would_say_it() throws Exception {
        String xml = JUnitXml.of(List.of(
                SampleJudgement.demo(),
                SampleJudgement.missed(),
                SampleJudgement.died("Oops"),
                SampleJudgement.rigError()));
        Golden.check("junit.xml", xml);
        assertThat(parse(xml).getElementsByTagName("testcase").getLength()).isEqualTo(6 + 3 + 2 + 1);
    }

    @Test
    void counts_agree_with_the_cases_and_nothing_is_skipped() throws Exception {
        Document xml = parse(JUnitXml.of(List.of(SampleJudgement.demo(), SampleJudgement.rigError())));
        for (int i = 0; i < 2; i++) {
            Element suite = (Element) xml.getElementsByTagName("testsuite").item(i);
            assertThat(count(suite, "testcase")).hasToString(suite.getAttribute("tests"));
            assertThat(count(suite, "failure")).hasToString(suite.getAttribute("failures"));
            assertThat(count(suite, "error")).hasToString(suite.getAttribute("errors"));
            assertThat(count(suite, "skipped")).isZero();
        }
        Element failure = (Element) xml.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("type")).isEqualTo("inconclusive");
    }

    @Test
    void bytes_that_xml_has_no_character_for_are_written_out() throws Exception {
        String words = "<script>alert(1)</script> ]]> \u0000\u0007\u001b[31m \ud83d \uffff & \"quoted\"\ttab";
        Document xml = parse(JUnitXml.of(List.of(SampleJudgement.died(words))));
        Element failure = (Element) xml.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message"))
                .contains("<script>alert(1)</script> ]]> \\x00\\x07\\x1b[31m \\ud83d \\uffff & \"quoted\"\ttab");
        assertThat(failure.getTextContent()).contains("<script>", "the console's last lines:\n[ 17.8] <script>");
    }

    private static Integer count(Element suite, String tag) {
        return suite.getElementsByTagName(tag).getLength();
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
