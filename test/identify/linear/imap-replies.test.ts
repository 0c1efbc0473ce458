import { provePatternsLinear } from './prove.js';

provePatternsLinear('imap-replies');
